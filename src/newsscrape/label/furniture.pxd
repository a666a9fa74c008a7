cimport cython

from newsscrape.segment cimport Mark, Segment

cdef int _RUN, _MENU_CHARS, _LINK_CHARS, _FAR, _PROSE_CHARS, _OUTSIDE, _IN_ARTICLE, _IN_MENU
cdef double _LINK_SHARE
cdef frozenset _PLACES, _CELLS

@cython.locals(inside=bytearray, kept=list, apart=list, s=Segment)
cpdef set_apart(object tree, object cut)
@cython.locals(i=Py_ssize_t, kept=list, run=list)
cdef list _split(list segments, list drops, list apart)
cdef _end(list run, list kept, list apart)
@cython.locals(size=Py_ssize_t, link=Mark)
cdef bint _is_menu(Segment s, int place) except -1
@cython.locals(tags=list, ends=list, inside=bytearray, i=Py_ssize_t, tag=str)
cdef bytearray _inside(object tree)
@cython.locals(size=Py_ssize_t, text=Py_ssize_t, i=Py_ssize_t, element=Py_ssize_t, far=list, s=Segment)
cdef list _are_far(list tags, list segments, bytearray inside)
@cython.locals(size=Py_ssize_t)
cdef bint _is_prose(Segment s) except -1
