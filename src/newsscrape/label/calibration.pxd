cimport cython
from libc cimport math

cdef double _EDGE

@cython.locals(p=double, curve=tuple, a=double, b=double)
cpdef double calibrated(str name, double probability)
