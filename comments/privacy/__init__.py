"""What people can ask of their own data: to have it, and to have it gone."""
