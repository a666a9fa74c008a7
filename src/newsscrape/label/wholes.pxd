cimport cython

from newsscrape.segment cimport Segment

cdef Py_ssize_t _BODY, _BOILERPLATE, _STEPS

@cython.locals(
    tags=list, said=list, holders=dict, i=Py_ssize_t, c=Py_ssize_t, s=Segment, within=tuple, holder=Py_ssize_t, parts=list,
    count=Py_ssize_t, role=Py_ssize_t,
)
cpdef list keep_whole(object tree, list segments, list chosen)

cdef Py_ssize_t _above(list parents, list tags, Py_ssize_t element, tuple within)
