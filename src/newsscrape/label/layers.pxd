cimport cython
from libc cimport math

@cython.locals(size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t)
cdef _standardize(const float[:, ::1] table, const float[::1] mean, const float[::1] scale, float[:, ::1] into)

@cython.locals(size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, value=float)
cdef _rectify(float[:, ::1] x, const float[::1] bias)

@cython.locals(n=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t)
cdef _fill_neighbours(const float[:, ::1] h, Py_ssize_t dilation, float[:, ::1] wide)

@cython.locals(size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, group="long long")
cdef _add_rows(float[:, ::1] x, const float[:, ::1] rows, const long long[::1] groups)

@cython.locals(n=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, value=float)
cdef _pool(const float[:, ::1] h, float[::1] mean, float[::1] highest)

@cython.locals(size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, highest=float, total=float)
cdef _softmax(float[:, ::1] x, const float[::1] bias)
