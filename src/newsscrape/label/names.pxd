cimport cython

cdef frozenset _NAMING
cdef Py_ssize_t _MAX_NAME

@cython.locals(elements=list, marks=list, first=list, i=Py_ssize_t)
cdef _find_inner(list parents, object facts, long long[::1] inner)

@cython.locals(
    styles=list, known=dict, row_of="long long[::1]", tags=list, attrs=list, level=Py_ssize_t, block=Py_ssize_t, e=Py_ssize_t,
)
cdef list _fill_rows(object tree, long long[:, ::1] above, long long[::1] inner, long long[:, ::1] rows)

@cython.locals(name=str, key=str, value=str, row=object, style=tuple)
cdef _row(str tag, dict attrs, dict known, list styles)
