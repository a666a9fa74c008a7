cimport cython
from libc cimport math

from newsscrape.segment cimport Mark

cdef Py_ssize_t _DIGIT, _COLON, _STOP, _SPACE, _DENSE, _KINDS, _KEYS, _PROSE_CHARS, _ANY_PROSE, _SHORT
cdef Py_ssize_t _FEW_DIGITS, _TAIL_AT, _CAPTIONED, _TAIL, _SIGNED, _HEAD, _HAS_CREDIT_AT, _HAS_SOURCE_AT
cdef list _BEFORE_CREDIT
cdef Py_ssize_t _UNSPACED_AT, _SHARES_AT, _FIRST_AT, _LAST_AT, _YEAR_AT, _AGENCY_AT, _STARTS_AT
cdef long _LABELS, _CLOSING, _MAY_NAME_AGENCY, _MAY_YEAR, _MAY_CLOCK, _MAY_DATE
cdef list _END_BITS

@cython.locals(
    i=Py_ssize_t, n=Py_ssize_t, seen=Py_ssize_t, is_dense=bint, size=Py_ssize_t, words=double, sentences=Py_ssize_t,
    links=Py_ssize_t, is_ended=bint, is_prose=bint, counts="int[:, ::1]", prose=list, repeated=list,
    heads=list, linked=list, strong=list, last=list, ended=list, spans=list,
)
cpdef list fill_text(float[:, ::1] table, object facts, object lines)

cdef _fill_size(float[:, ::1] table, Py_ssize_t i, Py_ssize_t size, double words, bint is_dense)

@cython.locals(count=Py_ssize_t, mark=Mark)
cdef Py_ssize_t _links(tuple spans)

@cython.locals(
    counts="int[:, ::1]", i=Py_ssize_t, k=Py_ssize_t, size=Py_ssize_t, seen=Py_ssize_t, count=Py_ssize_t, ends=Py_ssize_t,
    first=long, last=long, bit=long, begins=list, closes=list,
)
cdef _fill_characters(float[:, ::1] table, object lines)

@cython.locals(counts="int[:, ::1]", i=Py_ssize_t, size=Py_ssize_t, may=long, text=str)
cpdef fill_patterns(float[:, ::1] table, list texts, object lines)

@cython.locals(i=Py_ssize_t, k=Py_ssize_t, size=Py_ssize_t, lower=list, every=list, starts=long, anywhere=long)
cpdef fill_lexicon(float[:, ::1] table, list texts, object lines)

@cython.locals(found=long, signs=long, digits=bint, is_digit=bint, before=cython.Py_UCS4, c=cython.Py_UCS4)
cdef long _may_tell(str text)

@cython.locals(
    i=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t, text=str, tail=str, is_told=bint, counts="int[:, ::1]",
)
cpdef fill_tails(float[:, ::1] table, list texts, object lines)

@cython.locals(k=Py_ssize_t)
cdef bint _may_name(int[:, ::1] counts, Py_ssize_t i)

@cython.locals(at=Py_ssize_t, colon=Py_ssize_t, start=Py_ssize_t, last=cython.Py_UCS4)
cdef Py_ssize_t _tail(str text, Py_ssize_t size)
