cimport cython

cdef Py_ssize_t KEPT_DEPTH, KEPT_FORMATTING, MAX_REOPENED, MAX_ROOTS, SEARCH_DEPTH, IMPLIED_DEPTH
cdef frozenset VOID, SCOPE, BARRIERS
cdef dict IMPLIED, PLAIN

@cython.locals(open_of=dict, active="long long", rebuilt="long long", each=str, name=str)
cdef object _too_often_open(list names)

cdef class _Elements:
    cdef list stack, loose
    cdef Py_ssize_t rebuilt, formatting, roots
    cdef dict dropped

    @cython.locals(stack=list, loose=list, top=str, name=str, end=object)
    cpdef object take_all(self, list names)
    cdef object _reason(self)
    cdef bint is_full(self)
    @cython.locals(base=str, is_formatting=bint)
    cpdef bint admit(self, str name)
    cpdef take(self, str name)
    @cython.locals(stack=list, left=Py_ssize_t, at=Py_ssize_t)
    cdef _end_implied(self, frozenset names)
    @cython.locals(stack=list, at=Py_ssize_t)
    cdef _close(self, str name)
    cdef _end(self, Py_ssize_t at)
