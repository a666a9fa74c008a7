cimport cython
from libc cimport math

from newsscrape.label.lines cimport fill_keys
from newsscrape.text cimport word_key

cdef Py_ssize_t _TITLE_AT, _DESCRIPTION_AT, _BODY_AT, _AUTHOR_AT, _BEST_AT, _STOP, _FEW, _LONGEST, _AUTHOR_LINE
cdef int _UPPER
cdef double _TITLE
cdef long long _OF_TITLE, _OF_DESCRIPTION

@cython.locals(
    told=_Told, known=bytes, bounds="int[::1]", keys="unsigned long long[::1]", i=Py_ssize_t, size=Py_ssize_t, line=str,
    count=Py_ssize_t, bag=Py_ssize_t, says="long long",
)
cdef _fill_overlaps(float[:, ::1] table, object lines, object titles, object descriptions)

@cython.locals(i=Py_ssize_t, text=str, author=str)
cdef _fill_authors(float[:, ::1] table, list texts, tuple authors)

cdef class _Told:
    cdef list exact, sizes
    cdef Py_ssize_t split, last
    cdef int number
    cdef long long[::1] counts, bits
    cdef unsigned long long[::1] keys, seen
    cdef int[::1] block

    @cython.locals(says=bint)
    cdef _arrange(self, object texts, long long mark, dict bits)
    @cython.locals(place=Py_ssize_t)
    cdef Py_ssize_t place(self, unsigned long long key) except -1
    @cython.locals(found="long long", k=Py_ssize_t)
    cdef long long says(self, unsigned long long[::1] keys, Py_ssize_t count) except -1
    @cython.locals(bag=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, of="long long")
    cdef Py_ssize_t count(self, unsigned long long[::1] keys, Py_ssize_t count) except -1
    @cython.locals(place=Py_ssize_t)
    cdef bint _is_new(self, unsigned long long key) except -1

@cython.locals(k=Py_ssize_t, best=double, share=double, cover=double)
cdef double _fill_best(float[::1] row, Py_ssize_t at, Py_ssize_t size, _Told told, Py_ssize_t first, Py_ssize_t end)

@cython.locals(scores="double[::1]", top=Py_ssize_t, i=Py_ssize_t, n=Py_ssize_t, away=Py_ssize_t, distance=double, score=double)
cdef _measure_from_title(float[:, ::1] table)
