cimport cython

cdef long _AGENT

@cython.locals(
    heads=dict, starts=long, anywhere=long, at_start=long, inside=long, k=Py_ssize_t, n=Py_ssize_t, head=tuple, seconds=dict,
    agents=tuple, rest=frozenset, more=tuple,
)
cpdef tuple line_hits(str low, list words, bint whole=*)
cdef bint _has_all(list words, frozenset rest)
