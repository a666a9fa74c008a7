cimport cython

from newsscrape.text cimport AnyOf

cdef Py_ssize_t _MAX_ID, _MAX_TEXT, _MAX_STEPS, _MAX_ANCESTORS
cdef frozenset _TAGS, _SILENT, _RELS
cdef AnyOf _NAMES, _AUTHORS

@cython.locals(found=list, known=dict, i=Py_ssize_t, attributes=dict, is_named=object)
cdef list _marked(list tags, list attrs)

cdef bint _learn(dict known, str name)

cpdef bint leads_to_author(dict attributes)

@cython.locals(tags=list, texts=list, ends=list, end=Py_ssize_t, parts=list, size=Py_ssize_t, i=Py_ssize_t, text=str)
cdef tuple _texts(object tree, Py_ssize_t top)

@cython.locals(tags=list, attrs=list, parents=list, words=list, attributes=dict, name=str)
cdef str _around(object tree, Py_ssize_t i)
