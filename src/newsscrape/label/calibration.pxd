cimport cython

@cython.locals(p=double)
cpdef double calibrated(str name, double probability)
