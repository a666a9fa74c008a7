cimport cython

from newsscrape.dom.nodes cimport Nodes

cdef frozenset _LINK_RELS
cdef Py_ssize_t _MAX_EACH

cdef class HeadReader:
    cdef object language, title, base
    cdef list metas, links, jsonld
    cdef Py_ssize_t script_room

    @cython.locals(attributes=dict)
    cpdef take(self, str tag, Nodes nodes)
    @cython.locals(attributes=dict)
    cdef _root(self, str tag, Nodes nodes)
    @cython.locals(text=str)
    cdef _script(self, Nodes nodes)
    cpdef head(self)

cdef _keep(list into, dict value)
