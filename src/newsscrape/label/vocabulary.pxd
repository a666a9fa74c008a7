cimport cython

from newsscrape.text cimport word_key

cdef Py_ssize_t _MOST
cdef unsigned long long _SMALL

@cython.locals(i=Py_ssize_t, n=Py_ssize_t, filled=Py_ssize_t, start=Py_ssize_t, first=Py_ssize_t, c=Py_UCS4)
cdef Py_ssize_t _fill_bounds(str name, long long[::1] bounds)

cdef class Vocabulary:
    cdef readonly list names
    cdef readonly dict rows, tags
    cdef Py_ssize_t last
    cdef int shift
    cdef int[::1] slots
    cdef unsigned long long[::1] keys

    @cython.locals(place=Py_ssize_t, key="unsigned long long", name=str)
    cdef _put(self, int row)
    @cython.locals(place=Py_ssize_t, row=Py_ssize_t)
    cdef Py_ssize_t _find(self, unsigned long long key) noexcept
    @cython.locals(at=Py_ssize_t, i=Py_ssize_t, count=Py_ssize_t, row=Py_ssize_t)
    cdef _fill_key_means(
        self, const unsigned long long[::1] keys, const int[::1] ends, const float[:, ::1] table, float[:, ::1] into
    )
    @cython.locals(
        bounds="long long[::1]", known="long long[::1]", i=Py_ssize_t, j=Py_ssize_t, k=Py_ssize_t, count=Py_ssize_t,
        row=Py_ssize_t, tag=str, name=str,
    )
    cdef _fill_means(self, list styles, const float[:, ::1] table, float[:, ::1] into)

@cython.locals(k=Py_ssize_t)
cdef void _add(const float[:, ::1] table, Py_ssize_t row, float[:, ::1] into, Py_ssize_t i) noexcept
@cython.locals(k=Py_ssize_t)
cdef void _divide(float[:, ::1] into, Py_ssize_t i, Py_ssize_t count) noexcept
