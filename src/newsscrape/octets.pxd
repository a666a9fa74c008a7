cimport cython

cdef unsigned long long _ONES, _HIGH
cdef Py_ssize_t _STEP
cdef bint _IS_COMPILED


cdef class Octets:
    cdef readonly bytes data
    cdef readonly Py_ssize_t size
    cdef const unsigned char[::1] octets
    cdef const unsigned long long[::1] words

    @cython.locals(at=Py_ssize_t, word="unsigned long long", pattern="unsigned long long")
    cpdef Py_ssize_t find(self, int octet, Py_ssize_t start, Py_ssize_t end) except -2
    @cython.locals(
        a="unsigned char", b="unsigned char", c="unsigned char", d="unsigned char", hits="unsigned char",
        at=Py_ssize_t, last=Py_ssize_t, k=Py_ssize_t, octets="const unsigned char[::1]",
    )
    cpdef Py_ssize_t find_four(self, bytes four, Py_ssize_t start, Py_ssize_t end) except -2
    @cython.locals(at=Py_ssize_t, length=Py_ssize_t, found=int)
    cdef int _read_utf8(self) except -2
    @cython.locals(first=Py_ssize_t)
    cdef Py_ssize_t _ascii_end(self, Py_ssize_t at) except -2
    @cython.locals(first=int, second=int, length=Py_ssize_t, k=Py_ssize_t)
    cdef Py_ssize_t _sequence(self, Py_ssize_t at) except -2
