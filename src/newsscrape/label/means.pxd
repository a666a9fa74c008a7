cimport cython

@cython.locals(
    size=Py_ssize_t, n=Py_ssize_t, most=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, group=Py_ssize_t, counts="long long[::1]",
    count="long long",
)
cdef _mean_groups(const float[:, ::1] rows, const long long[::1] groups, float[:, ::1] into)

@cython.locals(i=Py_ssize_t, highest="long long")
cdef long long _highest(const long long[::1] numbers)

@cython.locals(levels=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, level=Py_ssize_t, row="long long")
cdef _mean_rows(
    const float[:, ::1] table, Py_ssize_t at, Py_ssize_t size, const long long[:, ::1] rows, float[:, ::1] into, Py_ssize_t to
)
