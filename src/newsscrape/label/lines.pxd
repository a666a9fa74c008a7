cimport cython

from newsscrape.text cimport word_key

cdef long _SPACE, _STOP, _LAST, _WIDE
cdef Py_ssize_t _ALL
cdef int _LETTER, _BREAK, _WORD

@cython.locals(row=Py_ssize_t, k=Py_ssize_t, c=Py_UCS4, code=long, bits=long, ended=Py_ssize_t, is_open=bint, head=str, text=str, sentences=list, first=list, last=list)
cdef _measure(list heads, object texts, const unsigned short[::1] kinds, int[:, ::1] counts)

cpdef list split_words(object lower)
@cython.locals(k=Py_ssize_t)
cdef list _split(str lower, bytes known, int[::1] bounds)
@cython.locals(count=Py_ssize_t, k=Py_ssize_t)
cpdef Py_ssize_t fill_keys(str lower, bytes known, int[::1] bounds, unsigned long long[::1] keys) except -1
@cython.locals(start=Py_ssize_t, count=Py_ssize_t, i=Py_ssize_t, c=Py_UCS4, code=long, border=int)
cpdef Py_ssize_t fill_bounds(str lower, bytes known, Py_ssize_t most, int[::1] bounds) except -1
