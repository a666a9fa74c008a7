cimport cython

from newsscrape.label.decode cimport Label
from newsscrape.segment cimport Mark, Segment

cdef frozenset _PROSE

cdef class _Run:
    cdef readonly Py_ssize_t at
    cdef readonly Segment first
    cdef Py_ssize_t size
    cdef str role
    cdef list parts, spans

    @cython.locals(mark=Mark, text=str)
    cdef add(self, str gap, object tree, Segment s, object base)
    @cython.locals(text=str)
    cdef bint goes_on(self, Segment s, str role)

@cython.locals(runs=list, elements=list, i=Py_ssize_t, last=Py_ssize_t, s=Segment, label=Label, role=str, run=_Run)
cpdef list build(object tree, object segments, object labels, object base)
@cython.locals(size=Py_ssize_t, kept=double, right=double, every=double, s=Segment, label=Label)
cpdef double expected_agreement(object segments, object labels)
@cython.locals(ordered=bint, s=Segment, role=str)
cdef _placed(object tree, _Run run, Label label, dict paths)
@cython.locals(tags=list, paragraph=Py_ssize_t)
cdef bint _is_cut(object tree, Segment before, Segment s)
cdef _span(Mark mark, object base, Py_ssize_t shift)
cdef str _gap(Segment before, Segment s)
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
