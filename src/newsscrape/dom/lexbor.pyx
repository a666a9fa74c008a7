# cython: boundscheck=False, wraparound=False
"""Lexbor's tree, node by node, through Lexbor's own functions: no Python object is made for a node.

selectolax holds Lexbor, exports its functions and tells the address of a node. Called are only functions of Lexbor's
public interface that take and give addresses, numbers and bytes: nothing here knows how its structures are laid out
(for what is inline in C, Lexbor has functions for such callers, "noi"). Where they cannot be had, importing this module
raises ImportError, and `nodes.py` does the same with selectolax' objects.
"""

from sys import intern

from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uint64_t, uintptr_t
from libc.string cimport memcmp, memcpy, memset

from newsscrape.dom.nodes cimport Nodes

import selectolax.lexbor

from newsscrape.dom.nodes import LONGEST
from newsscrape.dom.tree import READ, TEXT

cdef extern from "dlfcn.h" nogil:
    void* dlopen(const char* path, int mode)
    void* dlsym(void* library, const char* name)
    int RTLD_LAZY, RTLD_NOLOAD

ctypedef const unsigned char* Bytes
ctypedef void* (*Step)(void*) noexcept nogil
ctypedef uintptr_t (*Number)(void*) noexcept nogil
ctypedef Bytes (*Reader)(void*, size_t*) noexcept nogil

cdef void* _library = dlopen(selectolax.lexbor.__file__.encode(), RTLD_LAZY | RTLD_NOLOAD)


cdef void* _function(const char* name) except NULL:
    cdef void* found = dlsym(_library, name) if _library != NULL else NULL
    if found == NULL:
        raise ImportError(f"selectolax does not export {name.decode()}")
    return found


cdef Step _child = <Step>_function("lxb_dom_node_first_child_noi")
cdef Step _next = <Step>_function("lxb_dom_node_next_noi")
cdef Step _previous = <Step>_function("lxb_dom_node_prev_noi")
cdef Step _parent = <Step>_function("lxb_dom_node_parent_noi")
cdef Step _first_attribute = <Step>_function("lxb_dom_element_first_attribute_noi")
cdef Step _next_attribute = <Step>_function("lxb_dom_element_next_attribute_noi")
cdef Number _type = <Number>_function("lxb_dom_node_type_noi")
cdef Number _tag_id = <Number>_function("lxb_dom_node_tag_id_noi")
cdef Reader _element_name = <Reader>_function("lxb_dom_element_qualified_name")
cdef Reader _attribute_name = <Reader>_function("lxb_dom_attr_qualified_name")
cdef Reader _attribute_value = <Reader>_function("lxb_dom_attr_value_noi")
cdef Reader _text_content = <Reader>_function("lxb_dom_node_text_content")

cdef frozenset _READ = READ
cdef str _TEXT = TEXT
cdef str _CLASS = intern("class")
cdef dict _NONE = {}
"""The attributes of all that have none."""
cdef Py_ssize_t _LONGEST = LONGEST
cdef enum:
    ELEMENT = 1
    TEXT_NODE = 3  # of DOM's node types
    NAMES = 512
    VALUES = 1024
    REPEATED = 96  # bytes of a value that is looked for among those of other elements


cdef class LexborNodes(Nodes):
    """`Nodes` of the tree that a selectolax node is the root of.

    A page repeats its tags, attributes' names and classes hundreds of times. Each is made a string once and found
    again by its address or its bytes, in tables in which a newcomer takes the place of another.
    """

    cdef void* at
    cdef object root
    """Keeps the tree alive."""
    cdef Bytes data
    """The text that `is_blank` looked at."""
    cdef size_t size
    cdef uintptr_t tag_ids[NAMES]
    cdef list tags
    cdef Bytes name_keys[NAMES]
    cdef list names
    """Attributes' names, None for those that are not read."""
    cdef Py_ssize_t place
    cdef Bytes values[VALUES]
    cdef size_t sizes[VALUES]
    cdef list strings
    """Values of attributes."""
    cdef list classes
    """The attributes of elements that have no other than a class of that value."""

    def __init__(self, root):
        self.root = root
        self.at = <void*><uintptr_t>root.mem_id
        memset(self.tag_ids, 0, sizeof(self.tag_ids))
        memset(self.name_keys, 0, sizeof(self.name_keys))
        memset(self.values, 0, sizeof(self.values))
        self.tags, self.names = [None] * NAMES, [None] * NAMES
        self.strings, self.classes = [None] * VALUES, [None] * VALUES

    cpdef bint enter(self) except -1:
        cdef void* below = _child(self.at)
        if below == NULL:
            return False
        self.at = below
        return True

    cpdef bint follow(self) except -1:
        cdef void* following = _next(self.at)
        if following == NULL:
            return False
        self.at = following
        return True

    cpdef leave(self):
        self.at = _parent(self.at)

    cpdef str tag(self):
        cdef uintptr_t kind = _type(self.at), tag_id
        cdef size_t place, size = 0
        cdef Bytes name
        if kind == TEXT_NODE:
            return _TEXT
        if kind != ELEMENT:
            return ""
        tag_id = _tag_id(self.at)
        place = (tag_id ^ (tag_id >> 9)) % NAMES
        if self.tag_ids[place] != tag_id:
            name = _element_name(self.at, &size)
            self.tags[place] = intern(_decoded(name, size))
            self.tag_ids[place] = tag_id
        return self.tags[place]

    cpdef bint is_blank(self) except -1:
        cdef size_t i
        self.size = 0
        self.data = _text_content(self.at, &self.size)
        for i in range(self.size):
            if self.data[i] > 32 or self.data[i] not in b" \n\t\r\f":
                return False
        return True

    cpdef str text(self):
        return _decoded(self.data, self.size)

    cpdef str content(self):
        cdef size_t size = 0
        cdef Bytes data = _text_content(self.at, &size)
        return _decoded(data, size)

    cpdef dict attributes(self):
        cdef void* attribute = _first_attribute(self.at)
        cdef str name, first = None
        cdef object value, first_value = None
        cdef Py_ssize_t place = -1
        cdef dict found = None
        while attribute != NULL:
            name = self.name(attribute)
            if name is not None:
                value = self.value(attribute)
                if first is None:
                    first, first_value, place = name, value, self.place
                elif found is None:
                    found = {first: first_value, name: value}
                else:
                    found[name] = value
            attribute = _next_attribute(attribute)
        if found is not None:
            return found
        if first is None:
            return _NONE
        if first is not _CLASS or place < 0:
            return {first: first_value}
        found = self.classes[place]
        if found is None:
            found = self.classes[place] = {first: first_value}
        return found

    cdef str name(self, void* attribute):
        """The name of an attribute; None if it is not read."""
        cdef size_t size = 0
        cdef Bytes name = _attribute_name(attribute, &size)
        cdef size_t place = (<uintptr_t>name >> 3) % NAMES
        if self.name_keys[place] != name:
            found = _decoded(name, size)
            self.names[place] = intern(found) if found in _READ else None
            self.name_keys[place] = name
        return self.names[place]

    cdef object value(self, void* attribute):
        """The value of an attribute; `place` is then where it is in `strings`, -1 if it is not."""
        cdef size_t size = 0
        cdef Bytes value = _attribute_value(attribute, &size)
        cdef size_t place
        self.place = -1
        if value == NULL:
            return None
        if size > REPEATED:
            return _decoded(value, size)
        self.place = place = _mixed(value, size) % VALUES
        if self.values[place] == NULL or self.sizes[place] != size or memcmp(self.values[place], value, size) != 0:
            self.strings[place] = _decoded(value, size)
            self.values[place], self.sizes[place], self.classes[place] = value, size, None
        return self.strings[place]

    cpdef dict stated(self):
        cdef void* attribute = _first_attribute(self.at)
        cdef Bytes name
        cdef Bytes value
        cdef size_t name_size = 0, size = 0
        cdef dict found = {}
        cdef str text
        while attribute != NULL:
            name = _attribute_name(attribute, &name_size)
            value = _attribute_value(attribute, &size)
            text = _decoded(value, size)
            found[_decoded(name, name_size)] = text if size <= _LONGEST else text[:_LONGEST]
            attribute = _next_attribute(attribute)
        return found

    cpdef str tag_before(self):
        cdef void* before = _previous(self.at)
        cdef size_t size = 0
        cdef Bytes name
        if before == NULL or _type(before) != ELEMENT:
            return ""
        name = _element_name(before, &size)
        return _decoded(name, size)


cdef str _decoded(Bytes data, size_t size):
    return PyUnicode_DecodeUTF8(<const char*>data, size, "replace") if data != NULL else ""


cdef uint64_t _mixed(Bytes value, size_t size) noexcept:
    """A number of a value's length and of its first, middle and last eight bytes."""
    cdef uint64_t first = 0, middle = 0, last = 0
    if size < 8:
        memcpy(&first, value, size)
    else:
        memcpy(&first, value, 8)
        memcpy(&middle, value + (size - 8) // 2, 8)
        memcpy(&last, value + size - 8, 8)
    first = (first ^ (middle << 1) ^ size) * <uint64_t>0x9E3779B97F4A7C15
    first = (first ^ (first >> 29) ^ last) * <uint64_t>0xBF58476D1CE4E5B9
    return first >> 40
