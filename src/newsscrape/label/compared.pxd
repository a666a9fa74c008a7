cimport cython
from libc cimport math

from newsscrape.label.lines cimport words_like
from newsscrape.text cimport fingerprint

cdef Py_ssize_t _TITLE_AT, _DESCRIPTION_AT, _BODY_AT, _AUTHOR_AT, _BEST_AT, _STOP, _FEW, _LONGEST, _AUTHOR_LINE
cdef double _TITLE
cdef long _OF_TITLE, _OF_DESCRIPTION

@cython.locals(
    bits=dict, of_titles=list, of_descriptions=list, split=Py_ssize_t, counts="long long[::1]", words=list, exact=list,
    i=Py_ssize_t, says=long, bag=set, prints=bytearray, word=str, sizes=list,
    lower=list, kept=list, size=Py_ssize_t,
)
cdef _fill_overlaps(float[:, ::1] table, object lines, object titles, object descriptions)

@cython.locals(i=Py_ssize_t, text=str, author=str)
cdef _fill_authors(float[:, ::1] table, list texts, tuple authors)

@cython.locals(says=bint)
cdef tuple _arrange(object told, Py_ssize_t at, long mark, dict bits)

@cython.locals(k=Py_ssize_t, of=long, word=str)
cdef _count(set bag, dict bits, bytearray prints, long long[::1] counts)

@cython.locals(k=Py_ssize_t, best=double, share=double, cover=double)
cdef double _fill_best(float[::1] row, Py_ssize_t at, Py_ssize_t size, long long[::1] counts, list sizes)

@cython.locals(scores="double[::1]", top=Py_ssize_t, i=Py_ssize_t, n=Py_ssize_t, away=Py_ssize_t, distance=double, score=double)
cdef _measure_from_title(float[:, ::1] table)
