cimport cython

cdef Py_ssize_t _ASCII

cdef bint _IS_COMPILED
cdef unsigned long long _FACTOR, _MASK

@cython.locals(i=Py_ssize_t, key="unsigned long long")
cpdef unsigned long long word_key(
    str text, Py_ssize_t start, Py_ssize_t end, unsigned long long small=*, unsigned long long before=*
) noexcept

@cython.locals(c=cython.Py_UCS4)
cpdef bint has_digit(str text)

cdef class AnyOf:
    cdef list groups
    cdef bytes starts
    cdef tuple others

    @cython.locals(
        i=Py_ssize_t, c=cython.Py_UCS4, code=Py_ssize_t, before=Py_ssize_t, starts=bytes, group=Py_ssize_t,
        word=str,
    )
    cpdef bint is_in(self, str text)
