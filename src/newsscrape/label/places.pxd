cimport cython

cdef Py_ssize_t _LEVELS, _TWINS, _MAX_DEPTH
cdef long _ARTICLE
cdef dict _BIT

@cython.locals(row=Py_ssize_t, block=Py_ssize_t, element=Py_ssize_t, column=list)
cdef _add(long long[:, ::1] below, list elements, tuple figures)

@cython.locals(row=Py_ssize_t, e=Py_ssize_t, n=Py_ssize_t, end=Py_ssize_t, running="long long[::1]")
cdef _sum(long long[:, ::1] below, list ends)

@cython.locals(main=Py_ssize_t, half=double)
cdef Py_ssize_t _main(const long long[::1] prose)

@cython.locals(on_path=bytearray, depth=Py_ssize_t, node=Py_ssize_t)
cdef bytearray _path(list parents, Py_ssize_t main)

@cython.locals(
    tags=list, parents=list, on_path=bytearray, bit_of="long long[::1]", main_depth=Py_ssize_t, node=Py_ssize_t, block=Py_ssize_t, element=Py_ssize_t,
    level=Py_ssize_t, shared=Py_ssize_t, count=Py_ssize_t, inner=Py_ssize_t, region=Py_ssize_t, bits=long, bit=long,
    depths=list, steps=list, landmarks=list, articles=list, innermost=list,
)
cdef tuple _climb(object tree, list elements, Py_ssize_t main, long long[:, ::1] above, long long[:, ::1] groups)

@cython.locals(known=dict, tags=list, attrs=list, own=dict, styles=list, e=Py_ssize_t, level=Py_ssize_t)
cdef list _styles(object tree, object above)

@cython.locals(
    kinds=dict, kind_of="long long[::1]", counts="long long[::1]", n=Py_ssize_t, most="long long", level=Py_ssize_t,
    block=Py_ssize_t, e=Py_ssize_t, kind=Py_ssize_t,
)
cdef _count_twins(list parents, long long[:, ::1] above, list styles, long long[:, ::1] twins)

@cython.locals(most="long long", block=Py_ssize_t, n=Py_ssize_t)
cdef _pair(long long[::1] into, list styles, long long[:, ::1] above)

@cython.locals(known=dict, i=Py_ssize_t, n=Py_ssize_t)
cdef _number(long long[::1] values)

@cython.locals(count="long long", i=Py_ssize_t, node=Py_ssize_t)
cdef _number_nodes(long long[::1] nodes, long long[::1] numbers)
