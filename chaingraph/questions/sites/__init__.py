"""In which park or cluster would a maker of a product stand best?"""
