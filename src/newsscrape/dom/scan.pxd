cimport cython

from newsscrape.octets cimport Octets

cdef Py_ssize_t CHEAP_TAGS, CHEAP_DEPTH, CHEAP_MERGED, CHEAP_ROOTS, FEW_ATTRIBUTES, SOON, MIN_GAP, MAX_MISSES, MAX_READ
cdef Py_ssize_t LONGEST
cdef long long CHEAP_REBUILDS, CHEAP_ATTRIBUTES
cdef int LESS, GREATER, SLASH, EQUALS, DOUBLE, SINGLE, SMALL


@cython.locals(size=Py_ssize_t, end=Py_ssize_t, close=Py_ssize_t)
cdef Py_ssize_t attribute_end(Octets page, Py_ssize_t at) except -2
@cython.locals(size=Py_ssize_t)
cpdef Py_ssize_t tag_end(Octets page, Py_ssize_t at, Py_ssize_t most) except -2
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t name_end(Octets page, Py_ssize_t at, Py_ssize_t most) except -2
@cython.locals(size=Py_ssize_t, count=Py_ssize_t)
cdef Py_ssize_t count_attributes(Octets page, Py_ssize_t at) except -2
@cython.locals(size=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t weighed_end(Octets page, Py_ssize_t at) except -2
cdef str read_name(Octets page, Py_ssize_t at, Py_ssize_t end)
@cython.locals(
    size=Py_ssize_t, tags=cython.longlong, ends=Py_ssize_t, rebuilt=cython.longlong,
    merged=Py_ssize_t, large=Py_ssize_t, at=Py_ssize_t, last=Py_ssize_t, end=Py_ssize_t, count=Py_ssize_t,
    weight=Py_ssize_t, is_deep=bint,
)
cpdef bint builds_little(Octets page) except -2

cdef class Quote:
    cdef bytes sign
    cdef Py_ssize_t at
    cdef bint is_good

    cdef bint ends_soon(self, Octets page, Py_ssize_t start) except -2

@cython.locals(
    size=Py_ssize_t, at=Py_ssize_t, misses=Py_ssize_t, gap=Py_ssize_t, place=Py_ssize_t, end=Py_ssize_t, double=Quote,
    single=Quote, quote=Quote,
)
cpdef bint has_short_tags(Octets page) except -2
@cython.locals(left=Py_ssize_t, stop=Py_ssize_t)
cdef bint start_short_tags(Octets page, Py_ssize_t at, Py_ssize_t end) except -2
cdef bint is_letter(Octets page, Py_ssize_t at) except -2
cdef class Tags:
    cdef Octets page
    cdef readonly bint is_open, is_raw
    cdef readonly Py_ssize_t start, end, first_end, after

    @cython.locals(page=Octets, size=Py_ssize_t, at=Py_ssize_t, is_end=bint)
    cpdef str next(self)
    @cython.locals(page=Octets, name=str, low=str)
    cdef str take(self, Py_ssize_t start, Py_ssize_t end)

@cython.locals(found=list, tags=Tags, name=str)
cpdef list names(Octets page, bint is_open)
cdef Py_ssize_t first_end(Octets page, Py_ssize_t at) except -2
cdef Py_ssize_t skipped(Octets page, Py_ssize_t at) except -2
cdef Py_ssize_t raw_end(bytes html, Py_ssize_t at, bytes name) except -2
