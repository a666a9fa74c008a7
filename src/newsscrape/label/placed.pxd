cimport cython
from libc cimport math

cdef Py_ssize_t _DEPTH_AT, _TWINS_AT, _SHARE_AT, _LINKS_AT, _SIZE_AT, _BLOCKS_AT, _ARTICLES_AT, _STYLE_AT, _PICTURE_AT
cdef Py_ssize_t _LANDMARKS_AT, _LANDMARKS, _TWINS, _SHARES, _LEVELS, _PROSE, _CHARS, _LINKS, _BLOCKS
cdef dict _TAG_INDEX

@cython.locals(i=Py_ssize_t, mark=Py_ssize_t, at=Py_ssize_t)
cpdef fill_tags(float[:, ::1] table, list tags, list marks)

@cython.locals(
    n=Py_ssize_t, total=Py_ssize_t, longest=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, before=Py_ssize_t, i=Py_ssize_t,
    own=Py_ssize_t, away=Py_ssize_t, at=Py_ssize_t, depth=list, steps=list, sizes=list, elements=list, marks=list,
    hidden=list, joined=list,
)
cpdef fill_place(float[:, ::1] table, object facts, list prose, object places)

cdef double _step(Py_ssize_t distance)

@cython.locals(i=Py_ssize_t, level=Py_ssize_t, k=Py_ssize_t, bits=long, twins="long long[:, ::1]", articles=list, landmarks=list)
cdef _fill_around(float[:, ::1] table, object places)

@cython.locals(
    i=Py_ssize_t, level=Py_ssize_t, e=Py_ssize_t, article=Py_ssize_t, total="long long", chars="long long", above="long long[:, ::1]",
    articles=list,
)
cpdef fill_holdings(float[:, ::1] table, object places, long long[:, ::1] below)

@cython.locals(
    n=Py_ssize_t, total=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, share=Py_ssize_t, links=Py_ssize_t, size=Py_ssize_t,
    group=Py_ssize_t, sums="long long[:, ::1]",
)
cpdef fill_groups(float[:, ::1] table, object facts, list prose, long long[:, ::1] groups)

@cython.locals(i=Py_ssize_t, g=Py_ssize_t, sizes=list, links=list)
cdef _sum(long long[:, ::1] sums, long long[::1] group, list prose, object facts)

@cython.locals(
    at=list, alts=list, near=bytearray, parents=list, n=Py_ssize_t, k=Py_ssize_t, i=Py_ssize_t, first=Py_ssize_t,
    element=Py_ssize_t, alt=str, text=str, elements=list, texts=list,
)
cpdef fill_pictures(float[:, ::1] table, object tree, list pictures, object facts)

@cython.locals(near=bytearray, tags=list, parents=list, picture=Py_ssize_t, parent=Py_ssize_t, tag=str)
cdef bytearray _near(object tree, list pictures)
