cimport cython

cdef class _Segmenter:
    cdef list tags, ends, attrs, texts
    cdef public list segments, pictures
    cdef list named, parts, spans
    cdef dict marking
    cdef Py_ssize_t container, breaks, mark, hidden, length, first, links, strong
    cdef bint space
    cdef object joined

    cdef clear(self, object joined)
    @cython.locals(i=Py_ssize_t, until=Py_ssize_t, end=Py_ssize_t, never=Py_ssize_t, hides=bint, opened=list, tag=str)
    cpdef run(self)
    cdef bint enter(self, Py_ssize_t i, str tag, object kind, object attrs)
    cdef bint is_marked(self, object attrs)
    cdef leave(self, Py_ssize_t i, Py_ssize_t container, bint hides)
    cdef close(self, str kind, Py_ssize_t start, object url)
    cdef str whole(self)
    cdef line_break(self)
    @cython.locals(text=str, raw=str)
    cdef add(self, Py_ssize_t i)
    cdef flush(self, Py_ssize_t element, object joined)
