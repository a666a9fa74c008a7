cimport cython

from newsscrape.label.lines cimport fill_bounds
from newsscrape.segment cimport Mark
from newsscrape.text cimport word_key

cdef Py_ssize_t _MAX_ADDRESS, _SHORT, _SHORT_WORDS, _FIRST_WORDS, _LAST_WORDS, _TAIL_CHARS, _PIECES, _MOST
cdef int _HEAD, _TAIL, _WHERE, _PIECE
cdef str _AWAY

cdef class _Room:
    cdef int[::1] places, ends, bounds
    cdef unsigned long long[::1] keys
    cdef bytes known
    cdef Py_ssize_t count

    @cython.locals(k=Py_ssize_t)
    cdef add(self, str text, int kind, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(k=Py_ssize_t)
    cdef add_head(self, str lower, Py_ssize_t most)
    @cython.locals(k=Py_ssize_t, count=Py_ssize_t)
    cdef add_tail(self, str lower)
    @cython.locals(size=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t)
    cdef add_address(self, str address, Py_ssize_t begin)

@cython.locals(i=Py_ssize_t, size=Py_ssize_t, lower=str, tail=str, address=str, begin=Py_ssize_t)
cdef Py_ssize_t _fill_words(object facts, object lines, list texts, _Room into) except -1
@cython.locals(mark=Mark, url=str, where=str, gap=str, path=str)
cdef tuple _address(tuple marks)
