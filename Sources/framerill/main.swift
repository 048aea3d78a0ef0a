print("framerill")
