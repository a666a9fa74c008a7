cimport cython

@cython.locals(size=Py_ssize_t, row=Py_ssize_t, count=Py_ssize_t, at=Py_ssize_t, k=Py_ssize_t, n=Py_ssize_t)
cdef _add(list bags, dict vocabulary, const float[:, ::1] table, float[:, ::1] into)
