cimport cython

from newsscrape.text cimport AnyOf

cdef AnyOf _MARKED, _MAY_HIDE
cdef int _PLAIN, _TEXT, _NAMED, _BREAK, _IMAGE, _CUT
cdef dict _KIND, _EMPHASIS
cdef frozenset _IMAGES, _FLOWING, _BREAKING
cdef str _IGNORED

cdef class Mark:
    cdef readonly Py_ssize_t start, end
    cdef readonly str kind
    cdef readonly object url

cdef class Segment:
    cdef readonly str text, joined
    cdef readonly Py_ssize_t element, mark, first, link_chars, strong_chars
    cdef readonly tuple spans, tips
    cdef readonly bint is_hidden

cdef class Picture:
    cdef readonly Py_ssize_t index
    cdef readonly dict attrs

cdef class _Segmenter:
    cdef list tags, ends, parents, attrs, texts, segments, pictures, containers, named, hiding, parts, spans, tips
    cdef dict marking, styles, tipping
    cdef Py_ssize_t container, breaks, mark, length, first, links, strong, tip, tip_start
    cdef bint space
    cdef str joined

    cdef clear(self, str joined)
    @cython.locals(i=Py_ssize_t, until=Py_ssize_t, top=Py_ssize_t, kind=int, ends=list, parents=list, attrs=list, tag=str)
    cpdef run(self)
    cdef cut(self, Py_ssize_t i, str tag)
    @cython.locals(own=dict, name=object, has_more=bint)
    cdef enter(self, Py_ssize_t i, str tag, int kind)
    cdef bint is_marked(self, str name)
    cdef bint is_tip(self, str name)
    cdef bint is_hidden(self, str style)
    cdef leave(self, Py_ssize_t i)
    cdef close(self, str kind, Py_ssize_t start, object url)
    cdef close_tip(self)
    cdef str whole(self)
    cdef line_break(self)
    @cython.locals(text=str, sign=str, begins_apart=bint)
    cdef add(self, str raw, Py_ssize_t i)
    @cython.locals(mark=Py_ssize_t, block=Segment)
    cdef flush(self, Py_ssize_t element, str joined)

@cython.locals(was_space=bint, c=Py_UCS4)
cdef bint _is_plain(str text)

@cython.locals(block=Segment, chars=Py_ssize_t)
cpdef Py_ssize_t shown_chars(list segments, Py_ssize_t most)
