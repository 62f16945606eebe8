"""Whom to invite, or to encourage here, for a product?"""
