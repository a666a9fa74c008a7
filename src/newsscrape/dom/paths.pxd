cimport cython

@cython.locals(e=Py_ssize_t, found=dict, numbers="int[::1]", chain=list, asked=list)
cpdef dict number(list tags, list parents, list ends, object elements)
@cython.locals(end=Py_ssize_t, child=Py_ssize_t, tag=str, counts=dict, count=int)
cdef _number_children(Py_ssize_t parent, list tags, list ends, int[::1] numbers)
