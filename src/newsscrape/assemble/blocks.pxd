cimport cython

from newsscrape.label.decode cimport Label
from newsscrape.segment cimport Mark, Segment

@cython.locals(placed=list, i=Py_ssize_t, last=Py_ssize_t, paths=dict, s=Segment, label=Label)
cpdef list build(object tree, object segments, object labels, object base)
@cython.locals(size=Py_ssize_t, kept=double, right=double, every=double, s=Segment, label=Label)
cpdef double expected_agreement(object segments, object labels)
cdef bint _continues(object before, Segment s, str role)
@cython.locals(ordered=bint)
cdef _block(object tree, Segment s, str role, object mark, object base)
cdef _span(Mark mark, object base, Py_ssize_t shift=*)
cdef str _gap(Segment before, Segment s)
cdef _join(object before, Segment s, str gap, object base)
@cython.locals(e=Py_ssize_t, tag=str, text=str, tags=list, parents=list)
cdef str _role(object tree, Segment s, str name)
@cython.locals(depth=Py_ssize_t, ordered=bint, tags=list, parents=list)
cdef tuple _list(object tree, Py_ssize_t element)
@cython.locals(i=Py_ssize_t, j=Py_ssize_t, table=Py_ssize_t, result=list)
cdef list _join_tables(object tree, list placed)
cdef list _table(object tree, list cells)
@cython.locals(tags=list, parents=list)
cdef Py_ssize_t _above(object tree, Py_ssize_t element, str tag)
cdef list _split(object p)
