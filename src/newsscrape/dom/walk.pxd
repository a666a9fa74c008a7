cimport cython

cdef class _Walk:
    cdef public list tags, parents, ends, attrs, texts
    cdef public object size
    cdef object parent
    cdef str gap
    cdef object none
    cdef bint has_code

    @cython.locals(opened=list, names=dict, tag=str)
    cpdef run(self, object root)
    cdef take(self, str tag, object attrs, str text)
    @cython.locals(text=str)
    cdef take_text(self, object node)
    cdef leave(self)
