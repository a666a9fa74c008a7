cimport cython

cdef long _AGENT
cdef Py_ssize_t _LAST_PRINT
cdef Py_UCS4 _ASCII_END

@cython.locals(n=Py_ssize_t, mixed=Py_ssize_t)
cdef Py_ssize_t _fingerprint(str text, Py_ssize_t start, Py_ssize_t end) except -1

@cython.locals(
    heads=dict, starts=long, anywhere=long, at_start=long, inside=long, k=Py_ssize_t, n=Py_ssize_t, head=tuple, seconds=dict,
    agents=tuple, rest=frozenset, more=tuple, may_begin=bytes, word=str,
)
cpdef tuple line_hits(str low, list words, bint whole=*)
cdef bint _has_all(list words, frozenset rest)
@cython.locals(words=list, start=Py_ssize_t, i=Py_ssize_t, c=Py_UCS4)
cdef list _split(str text)
cdef bint _is_vowel_sign(Py_UCS4 code)

@cython.locals(start=Py_ssize_t, end=Py_ssize_t, head=tuple)
cpdef long start_hits(str low)
cdef Py_ssize_t _word_start(str low, Py_ssize_t at)
cdef Py_ssize_t _word_end(str low, Py_ssize_t at)
