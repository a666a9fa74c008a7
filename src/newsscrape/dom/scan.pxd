cimport cython

cdef Py_ssize_t CHEAP_TAGS, CHEAP_DEPTH, CHEAP_MERGED, CHEAP_ROOTS, FEW_ATTRIBUTES, SOON, MIN_GAP, MAX_MISSES, MAX_READ
cdef Py_ssize_t LONGEST
cdef long long CHEAP_REBUILDS, CHEAP_ATTRIBUTES


@cython.locals(size=Py_ssize_t, end=Py_ssize_t, close=Py_ssize_t, c=cython.Py_UCS4)
cdef Py_ssize_t attribute_end(str html, Py_ssize_t at)
@cython.locals(size=Py_ssize_t, c=cython.Py_UCS4)
cpdef Py_ssize_t tag_end(str html, Py_ssize_t at, Py_ssize_t most)
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t name_end(str html, Py_ssize_t at, Py_ssize_t most)
@cython.locals(size=Py_ssize_t, count=Py_ssize_t)
cdef Py_ssize_t count_attributes(str html, Py_ssize_t at)
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t weighed_end(str html, Py_ssize_t at)
@cython.locals(tags=cython.longlong, ends=Py_ssize_t, rebuilt=cython.longlong, merged=Py_ssize_t, large=Py_ssize_t, at=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t, count=Py_ssize_t, weight=Py_ssize_t, is_deep=bint)
cpdef bint builds_little(str html)

cdef class Quote:
    cdef str character
    cdef Py_ssize_t at
    cdef bint is_good

    cdef bint ends_soon(self, str html, Py_ssize_t start)

@cython.locals(size=Py_ssize_t, at=Py_ssize_t, misses=Py_ssize_t, gap=Py_ssize_t, place=Py_ssize_t, end=Py_ssize_t, double=Quote, single=Quote, quote=Quote)
cpdef bint has_short_tags(str html)
@cython.locals(left=Py_ssize_t, stop=Py_ssize_t)
cdef bint start_short_tags(str html, Py_ssize_t at, Py_ssize_t end)
cdef bint is_letter(str html, Py_ssize_t at)
@cython.locals(at=Py_ssize_t, after=Py_ssize_t, is_end=bint, name=str, low=str, found=list)
cpdef list names(str html, bint is_open)
cdef Py_ssize_t skipped(str html, Py_ssize_t at)
cdef Py_ssize_t raw_end(str html, Py_ssize_t at, str name)
