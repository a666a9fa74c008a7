cimport cython

from newsscrape.label.decode cimport Label
from newsscrape.segment cimport Segment

cdef Py_ssize_t _MAX_LINE, _REACH, _END

@cython.locals(i=Py_ssize_t, head=Py_ssize_t, top=Py_ssize_t, first=Py_ssize_t, end=Py_ssize_t, line=str, name=str, is_near=bint, segment=Segment, label=Label)
cpdef list visible_lines(object segments, object labels, object titles)
cdef str _place(Py_ssize_t i, Py_ssize_t head, Py_ssize_t first, Py_ssize_t end)
@cython.locals(i=Py_ssize_t, segment=Segment, label=Label)
cdef Py_ssize_t _headline(object segments, object labels, object titles)
