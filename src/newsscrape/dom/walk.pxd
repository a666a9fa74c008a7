cimport cython

from newsscrape.dom.head cimport HeadReader
from newsscrape.dom.nodes cimport Nodes

cdef Py_ssize_t _MAX_NODES
cdef frozenset _INVISIBLE, _TELLING
cdef str _HEAD, _PRE, _SCRIPT, _READING

cdef class _Walk:
    cdef public list tags, parents, ends, attrs, texts
    cdef HeadReader head
    cdef public Py_ssize_t size
    cdef Py_ssize_t parent
    cdef object end, around
    cdef str gap
    cdef dict none
    cdef bint has_code

    cpdef run(self, Nodes nodes)
    cdef bint is_shown(self, str tag, Nodes nodes) except -1
    cdef take_head(self, Nodes nodes)
    @cython.locals(at=object)
    cdef bint take_element(self, str tag, Nodes nodes) except -1
    cdef take(self, str tag, dict attrs, str text)
    cdef take_text(self, Nodes nodes)
    cdef leave(self)
