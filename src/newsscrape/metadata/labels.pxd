cpdef bint may_say_by(str text)
