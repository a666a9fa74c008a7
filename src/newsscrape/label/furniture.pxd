cimport cython

cdef int _RUN, _MENU_CHARS, _LINK_CHARS, _OUTSIDE, _IN_ARTICLE, _IN_MENU
cdef double _LINK_SHARE
cdef frozenset _PLACES

@cython.locals(inside=bytearray, kept=list, apart=list, run=list)
cpdef set_apart(object tree, object cut)
cdef _end(list run, list kept, list apart)
@cython.locals(size=Py_ssize_t)
cdef bint _is_menu(object s, int place) except -1
@cython.locals(tags=list, ends=list, inside=bytearray, i=Py_ssize_t, tag=str)
cdef bytearray _inside(object tree)
