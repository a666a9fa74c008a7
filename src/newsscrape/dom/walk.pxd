cimport cython

cdef Py_ssize_t _MAX_NODES

cdef class _Walk:
    cdef public list tags, parents, ends, attrs, texts, telling
    cdef public Py_ssize_t size
    cdef Py_ssize_t parent
    cdef str gap
    cdef object none
    cdef bint has_code

    @cython.locals(opened=list, names=dict, tag=str)
    cpdef run(self, object root)
    @cython.locals(at=Py_ssize_t)
    cdef object take_element(self, str tag, object node)
    cdef take(self, str tag, object attrs, str text)
    @cython.locals(text=str)
    cdef take_text(self, object node)
    cdef leave(self)
