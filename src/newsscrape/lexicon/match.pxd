cimport cython

@cython.locals(
    heads=dict, starts=long, anywhere=long, at_start=long, inside=long, k=Py_ssize_t, n=Py_ssize_t, head=tuple, seconds=dict,
    rest=list,
)
cpdef tuple line_hits(str low, list words, bint whole=*)

@cython.locals(heads=dict, found=tuple, rest=frozenset)
cpdef bint may_name_agency(list words)
