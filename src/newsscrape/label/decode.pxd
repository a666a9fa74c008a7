cimport cython

from newsscrape.segment cimport Segment

cdef Py_ssize_t _BODY, _LEAD, _KICKER, _CAPTION, _CREDIT, _SOURCE, _BYLINE, _DATE, _BOILERPLATE
cdef Py_ssize_t _STARTS_CREDIT, _STARTS_SOURCE, _HAS_LEGAL, _SAYS_VIEWER
cdef double _LIKELY
cdef Py_ssize_t _SOURCE_CHARS
cdef float _LEAD_FLOOR

cdef class Label:
    cdef readonly str name
    cdef readonly double probability, text
    cdef readonly tuple votes

@cython.locals(chosen=list, own=list, text=list, by_block=dict, i=Py_ssize_t, c=Py_ssize_t)
cdef list _labels(object roles, list chosen, tuple votes, set dropped)
@cython.locals(i=Py_ssize_t, size=Py_ssize_t, text=double, kept=double, right=double, every=double)
cdef bint _is_sure(const float[:, :] roles, list sizes)
cdef Py_ssize_t _text_chars(list sizes, list chosen)
@cython.locals(i=Py_ssize_t, s=Segment, is_dated=bint, is_sentence=bint, is_picture=bint)
cdef _forbid(float[:, ::1] p, list segments, const float[:, ::1] table)
@cython.locals(column=Py_ssize_t)
cdef bint _has(const float[:, ::1] table, Py_ssize_t i, list columns)
@cython.locals(i=Py_ssize_t, start=Py_ssize_t, size=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, best=double, highest=double)
cdef _keep_one_lead(float[:, ::1] p)
