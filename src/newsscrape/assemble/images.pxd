cimport cython

from newsscrape.segment cimport Picture
from newsscrape.text cimport AnyOf

cdef AnyOf _PLACEHOLDERS
cdef Py_ssize_t _MAX_SET, _DIGITS, _TINY

@cython.locals(srcset=str, url=str, best=str, size=double, width=double)
cpdef object address(object attrs, object base)
@cython.locals(is_data=bint)
cdef bint _is_placeholder(str url)
@cython.locals(url=str, token=str, size=str, following=str, digits=str, found=list)
cdef list _candidates(str srcset)
cdef to_image(Picture picture, Py_ssize_t k, object base, dict words)
@cython.locals(digits=str)
cdef _pixels(str value)
