cimport cython

from newsscrape.segment cimport Segment

cdef Py_ssize_t _BODY, _LEAD, _BOILERPLATE, _SAME_TEXT, _LONGEST, _HEADING, _DROPPED
cdef double _WHOLE
cdef frozenset _CODE

@cython.locals(found=dict, kept=list, seen=set, is_hidden=bint, i=Py_ssize_t, c=Py_ssize_t, s=Segment)
cpdef list drop_copies(object tree, list segments, list chosen)
cdef bint _is_data(str text)
cdef bint _is_code(object tree, Segment s) except -1
cdef _add_sums(list segments, list chosen, list kept, dict found)
@cython.locals(is_last=bint, is_heading=bint, between=Py_ssize_t, i=Py_ssize_t, c=Py_ssize_t, s=Segment)
cdef _add_headings(object tree, list segments, list chosen, dict found)
@cython.locals(whole=str, s=Segment, k=Py_ssize_t, parts=Py_ssize_t, inside=Py_ssize_t)
cdef bint _is_sum(Py_ssize_t i, list segments, list kept, dict found)
