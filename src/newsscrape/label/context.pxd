cimport cython

from newsscrape.segment cimport Segment
from newsscrape.text cimport AnyOf

cdef AnyOf _ANY_NAME, _MAY_BOX
cdef Py_ssize_t _BODY, _LEAD, _HEADLINE, _SAYS_CREDIT, _AGENCY, _AGENCY_LINE
cdef float _TEXT

cdef class LineView:
    cdef Py_ssize_t i, element, mark, strong
    cdef str text
    cdef frozenset named
    cdef bint in_figure

cdef class PageView:
    cdef list parents, attrs, segments
    cdef object names
    cdef const float[:, :] p, table
    cdef const long long[:] own
    cdef const long long[:, :] above
    cdef readonly Py_ssize_t head, first, last
    cdef dict roles, boxes, comments, said

    @cython.locals(e=Py_ssize_t)
    cdef clear_comments(self, list elements)
    cdef bint is_text(self, Py_ssize_t i)
    cdef bint says(self, Py_ssize_t i, Py_ssize_t column)
    @cython.locals(column=Py_ssize_t)
    cdef bint invites(self, Py_ssize_t i)
    cdef bint names_agency(self, Py_ssize_t i)
    cdef bint is_agency(self, Py_ssize_t i)
    @cython.locals(home=Py_ssize_t, before=Py_ssize_t, after=Py_ssize_t)
    cdef bint is_captioned(self, Py_ssize_t i)
    @cython.locals(k=Py_ssize_t)
    cdef bint is_boxed(self, Py_ssize_t i)
    cdef bint is_box(self, Py_ssize_t row)
    @cython.locals(own=dict, above=dict, names=tuple, words=list)
    cdef frozenset named(self, Segment s)
    cdef bint is_byline(self, Py_ssize_t element)
    @cython.locals(e=Py_ssize_t, chain=list, found=bint, attrs=dict)
    cdef bint is_comment(self, Py_ssize_t element)
    cdef bint says_comment(self, tuple names)

cdef bint _is_comment(str name)
