cimport cython
from libc cimport math

cdef Py_ssize_t _TITLE_AT, _DESCRIPTION_AT, _BODY_AT, _AUTHOR_AT, _BEST_AT, _STOP, _FEW, _LONGEST
cdef double _TITLE

@cython.locals(
    found=list, bags=list, exact=list, bits=dict, every=set, counts="long long[::1]", lengths=list, words=list, lines_words=list,
    sizes=list, bag=set, size=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, n=Py_ssize_t, of=long, word=str, best=double, share=double,
    cover=double,
)
cdef _fill_overlaps(float[:, ::1] table, Py_ssize_t at, object lines, object told)

@cython.locals(bits=dict, every=set, k=Py_ssize_t)
cdef tuple _arrange(list bags)

@cython.locals(scores="double[::1]", top=Py_ssize_t, i=Py_ssize_t, n=Py_ssize_t, away=Py_ssize_t, distance=double, score=double)
cdef _measure_from_title(float[:, ::1] table)
