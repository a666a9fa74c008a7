cimport cython

cdef Py_ssize_t _SHORTEST, _MAX_ID, _MAX_TEXT, _MAX_STEPS, _MAX_ANCESTORS
cdef frozenset _TAGS, _SILENT, _RELS, _AUTHOR_PATHS
cdef tuple _NAMES

@cython.locals(found=list, known=dict, i=Py_ssize_t, attributes=dict, is_named=object)
cdef list _marked(list tags, list attrs)

cdef bint _learn(dict known, str name)

@cython.locals(i=Py_ssize_t, c=Py_UCS4, d=Py_UCS4)
cdef bint _is_named(str low)

@cython.locals(tags=list, texts=list, ends=list, end=Py_ssize_t, parts=list, size=Py_ssize_t, i=Py_ssize_t, text=str)
cdef tuple _texts(object tree, Py_ssize_t top)

@cython.locals(tags=list, attrs=list, parents=list, words=list, attributes=dict, name=str)
cdef str _around(object tree, Py_ssize_t i)
