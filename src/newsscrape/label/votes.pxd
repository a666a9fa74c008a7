cimport cython

from newsscrape.label.context cimport LineView, PageView
from newsscrape.segment cimport Segment
from newsscrape.text cimport AnyOf

cdef AnyOf _MAY_NOTICE

cdef Py_ssize_t _BODY, _LEAD, _CAPTION, _CREDIT, _BOILERPLATE
cdef Py_ssize_t _SAYS_CREDIT, _SAYS_SOURCE, _HAS_SOURCE, _TAIL_CREDIT, _PICTURE, _LINKS, _IS_P
cdef Py_ssize_t _MAX_CHARS, _BOXED, _AROUND, _NEAR, _TAIL, _LEAD_CHARS, _LABEL_END, _LOUD, _BELOW, _DECK_CHARS, _COUNTER_CHARS, _DESCRIBED
cdef float _TEXT, _LIKELY, _RIGHT_AFTER, _MOSTLY, _SAME, _SURE_NOISE

@cython.locals(i=Py_ssize_t, votes=list, page=PageView, line=LineView, s=Segment)
cpdef tuple cast(object p, object tree, list segments, object seen)

@cython.locals(found=list, i=Py_ssize_t)
cdef list _likely_text(const float[:, :] p)

cdef _against_comment(Py_ssize_t i, list votes)
@cython.locals(i=Py_ssize_t, named=frozenset, is_byline=bint, is_own=bint, is_sure=bint)
cdef _by_name(PageView page, LineView line, list votes)
cdef _named(Py_ssize_t i, str role, object weight, list votes)
cdef _instead_of_text(Py_ssize_t i, str role, object weight, list votes, str rule)
@cython.locals(size=Py_ssize_t)
cdef _by_weight(PageView page, LineView line, list votes)
cdef _by_notice(PageView page, LineView line, list votes)
@cython.locals(i=Py_ssize_t)
cdef _by_description(PageView page, LineView line, list votes)
@cython.locals(i=Py_ssize_t, says_source=bint, says_credit=bint, is_notice=bint)
cdef _by_label(PageView page, LineView line, list votes)
@cython.locals(i=Py_ssize_t, is_near=bint)
cdef _by_photo(PageView page, LineView line, list votes)
@cython.locals(i=Py_ssize_t)
cdef _beside_credit(PageView page, LineView line, list votes)
@cython.locals(i=Py_ssize_t)
cdef _by_box(PageView page, LineView line, list votes)
@cython.locals(i=Py_ssize_t)
cdef _by_origin(PageView page, LineView line, list votes)
cdef bint _says_source(str text)
