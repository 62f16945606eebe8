"""What changes when makers come, enterprises go, or projects are built?"""
