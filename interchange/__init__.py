"""What leaves for others, in the forms that they work with. It is made of what it is given: nothing here looks anything up."""
