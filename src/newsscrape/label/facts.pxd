cimport cython

from newsscrape.segment cimport Segment

@cython.locals(
    texts=list, elements=list, marks=list, first=list, sizes=list, links=list, strong=list, spans=list, joined=list,
    hidden=list, s=Segment,
)
cpdef read_facts(list segments)
