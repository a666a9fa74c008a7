cimport cython

from newsscrape.segment cimport Segment
from newsscrape.text cimport AnyOf

cdef AnyOf _ANY_NAME, _MAY_BOX
cdef Py_ssize_t _BODY, _LEAD, _CAPTION, _CREDIT, _HEADLINE
cdef Py_ssize_t _SAYS_CREDIT, _SAYS_SOURCE, _HAS_CREDIT, _PICTURE, _LINKS, _IS_P
cdef Py_ssize_t _MAX_CHARS, _MAX_CREDIT, _BOXED, _AROUND, _NEAR, _TAIL, _LEAD_CHARS, _LABEL_END, _LOUD
cdef float _TEXT, _LIKELY_CREDIT, _RIGHT_AFTER, _MOSTLY

@cython.locals(i=Py_ssize_t, votes=list, page=_Page, line=_Line, s=Segment)
cpdef tuple cast(object p, object tree, list segments, object seen)

@cython.locals(found=list, i=Py_ssize_t)
cdef list _likely_text(const float[:, :] p)

cdef class _Line:
    cdef Py_ssize_t i, element, mark, strong
    cdef str text
    cdef frozenset named
    cdef bint in_figure

cdef class _Page:
    cdef list parents, attrs
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
cdef _against_comment(Py_ssize_t i, list votes)
@cython.locals(i=Py_ssize_t, named=frozenset, is_byline=bint, is_own=bint, is_sure=bint)
cdef _by_name(_Page page, _Line line, list votes)
cdef _for(Py_ssize_t i, str role, object weight, list votes, str rule=*)
@cython.locals(size=Py_ssize_t)
cdef _by_weight(_Page page, _Line line, list votes)
@cython.locals(i=Py_ssize_t, says_source=bint)
cdef _by_label(_Page page, _Line line, list votes)
@cython.locals(i=Py_ssize_t, is_told=bint)
cdef _by_photo(_Page page, _Line line, list votes)
@cython.locals(i=Py_ssize_t)
cdef _by_box(_Page page, _Line line, list votes)
@cython.locals(i=Py_ssize_t)
cdef _by_origin(_Page page, _Line line, list votes)
cdef bint _says_source(str text)
