cdef class Nodes:
    cdef object node
    cdef list opened

    cpdef bint enter(self) except -1
    cpdef bint follow(self) except -1
    cpdef leave(self)
    cpdef str tag(self)
    cpdef bint is_blank(self) except -1
    cpdef str text(self)
    cpdef str content(self)
    cpdef dict attributes(self)
    cpdef dict stated(self)
    cpdef str tag_before(self)
