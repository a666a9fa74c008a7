cimport cython

from newsscrape.text cimport AnyOf

cdef Py_ssize_t _SHORT

@cython.locals(folded=str, known=AnyOf)
cpdef bint says_plainly(str text, str key)
cdef bint _in_a_word(str text, str key)
