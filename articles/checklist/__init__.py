"""What an article should have before it is published, each as a sentence beside the field that it is about."""
