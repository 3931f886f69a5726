"""The same invented resumes in many layouts, and how much of a profile each layout gives back."""
